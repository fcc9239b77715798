/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A program that does nothing, linked to the libraries that nvhost is: what a start costs. */
int main(void)
{
	return 0;
}
