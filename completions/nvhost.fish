# SPDX-License-Identifier: GPL-3.0-or-later
# fish completion of nvhost: the program itself says what a word may become.
function __nvhost_complete
    set -l words (commandline -opc)
    # as the program would get it: without a quote that is still open, or backslashes
    set -l word (commandline -ct | string replace -r '^(["\'])' '' | string unescape)
    set -l candidates ($words[1] complete $words[2..-1] "$word" 2>/dev/null)
    if test (count $candidates) -gt 0
        printf '%s\n' $candidates
    else
        __fish_complete_path (commandline -ct)
    end
end

complete -c nvhost -f -a '(__nvhost_complete)'
