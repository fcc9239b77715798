/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A program that does nothing, linked to shared jansson, smartcols and m: what a start costs. */
int main(void)
{
	return 0;
}
