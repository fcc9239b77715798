/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names of ARM processors, by the numbers of their main ID register (MIDR_EL1): those of the
 * kernel's arch/arm64/include/asm/cputype.h, spelled as lscpu(1) spells them.
 */
#include "base/arm_part_names.h"

#include <stdlib.h>

#include "base/cleanup.h"

struct number_name {
	uint32_t number;
	const char *name;
};

static const struct number_name implementers[] = {
	{ 0x41, "ARM" },       { 0x42, "Broadcom" },
	{ 0x43, "Cavium" },    { 0x44, "DEC" },
	{ 0x46, "FUJITSU" },   { 0x48, "HiSilicon" },
	{ 0x49, "Infineon" },  { 0x4d, "Motorola/Freescale" },
	{ 0x4e, "NVIDIA" },    { 0x50, "APM" },
	{ 0x51, "Qualcomm" },  { 0x53, "Samsung" },
	{ 0x56, "Marvell" },   { 0x61, "Apple" },
	{ 0x66, "Faraday" },   { 0x69, "Intel" },
	{ 0x6d, "Microsoft" }, { 0x70, "Phytium" },
	{ 0xc0, "Ampere" },
};

/* The implementer is in the upper half, the part in the lower half; sorted in ascending order. */
static const struct number_name parts[] = {
	{ 0x410810, "ARM810" },
	{ 0x410920, "ARM920" },
	{ 0x410922, "ARM922" },
	{ 0x410926, "ARM926" },
	{ 0x410940, "ARM940" },
	{ 0x410946, "ARM946" },
	{ 0x410966, "ARM966" },
	{ 0x410a20, "ARM1020" },
	{ 0x410a22, "ARM1022" },
	{ 0x410a26, "ARM1026" },
	{ 0x410b02, "ARM11 MPCore" },
	{ 0x410b36, "ARM1136" },
	{ 0x410b56, "ARM1156" },
	{ 0x410b76, "ARM1176" },
	{ 0x410c05, "Cortex-A5" },
	{ 0x410c07, "Cortex-A7" },
	{ 0x410c08, "Cortex-A8" },
	{ 0x410c09, "Cortex-A9" },
	{ 0x410c0d, "Cortex-A17" },
	{ 0x410c0e, "Cortex-A17" },
	{ 0x410c0f, "Cortex-A15" },
	{ 0x410c14, "Cortex-R4" },
	{ 0x410c15, "Cortex-R5" },
	{ 0x410c17, "Cortex-R7" },
	{ 0x410c18, "Cortex-R8" },
	{ 0x410c20, "Cortex-M0" },
	{ 0x410c21, "Cortex-M1" },
	{ 0x410c23, "Cortex-M3" },
	{ 0x410c24, "Cortex-M4" },
	{ 0x410c27, "Cortex-M7" },
	{ 0x410c60, "Cortex-M0+" },
	{ 0x410d01, "Cortex-A32" },
	{ 0x410d02, "Cortex-A34" },
	{ 0x410d03, "Cortex-A53" },
	{ 0x410d04, "Cortex-A35" },
	{ 0x410d05, "Cortex-A55" },
	{ 0x410d06, "Cortex-A65" },
	{ 0x410d07, "Cortex-A57" },
	{ 0x410d08, "Cortex-A72" },
	{ 0x410d09, "Cortex-A73" },
	{ 0x410d0a, "Cortex-A75" },
	{ 0x410d0b, "Cortex-A76" },
	{ 0x410d0c, "Neoverse-N1" },
	{ 0x410d0d, "Cortex-A77" },
	{ 0x410d0e, "Cortex-A76AE" },
	{ 0x410d13, "Cortex-R52" },
	{ 0x410d15, "Cortex-R82" },
	{ 0x410d16, "Cortex-R52+" },
	{ 0x410d20, "Cortex-M23" },
	{ 0x410d21, "Cortex-M33" },
	{ 0x410d22, "Cortex-M55" },
	{ 0x410d23, "Cortex-M85" },
	{ 0x410d40, "Neoverse-V1" },
	{ 0x410d41, "Cortex-A78" },
	{ 0x410d42, "Cortex-A78AE" },
	{ 0x410d43, "Cortex-A65AE" },
	{ 0x410d44, "Cortex-X1" },
	{ 0x410d46, "Cortex-A510" },
	{ 0x410d47, "Cortex-A710" },
	{ 0x410d48, "Cortex-X2" },
	{ 0x410d49, "Neoverse-N2" },
	{ 0x410d4a, "Neoverse-E1" },
	{ 0x410d4b, "Cortex-A78C" },
	{ 0x410d4c, "Cortex-X1C" },
	{ 0x410d4d, "Cortex-A715" },
	{ 0x410d4e, "Cortex-X3" },
	{ 0x410d4f, "Neoverse-V2" },
	{ 0x410d80, "Cortex-A520" },
	{ 0x410d81, "Cortex-A720" },
	{ 0x410d82, "Cortex-X4" },
	{ 0x410d83, "Neoverse-V3AE" },
	{ 0x410d84, "Neoverse-V3" },
	{ 0x410d85, "Cortex-X925" },
	{ 0x410d87, "Cortex-A725" },
	{ 0x410d88, "Cortex-A520AE" },
	{ 0x410d89, "Cortex-A720AE" },
	{ 0x410d8a, "C1-Nano" },
	{ 0x410d8b, "C1-Pro" },
	{ 0x410d8c, "C1-Ultra" },
	{ 0x410d8e, "Neoverse-N3" },
	{ 0x410d8f, "Cortex-A320" },
	{ 0x410d90, "C1-Premium" },
	{ 0x42000f, "Brahma-B15" },
	{ 0x420100, "Brahma-B53" },
	{ 0x420516, "ThunderX2" },
	{ 0x4300a0, "ThunderX" },
	{ 0x4300a1, "ThunderX-88XX" },
	{ 0x4300a2, "ThunderX-81XX" },
	{ 0x4300a3, "ThunderX-83XX" },
	{ 0x4300af, "ThunderX2-99xx" },
	{ 0x440a10, "SA110" },
	{ 0x440a11, "SA1100" },
	{ 0x460001, "A64FX" },
	{ 0x460003, "MONAKA" },
	{ 0x480d01, "Kunpeng-920" },
	{ 0x480d02, "TaiShan-v120" },
	{ 0x4e0000, "Denver" },
	{ 0x4e0003, "Denver 2" },
	{ 0x4e0004, "Carmel" },
	{ 0x4e0010, "Olympus" },
	{ 0x500000, "X-Gene" },
	{ 0x510001, "Oryon" },
	{ 0x51000f, "Scorpion" },
	{ 0x51002d, "Scorpion" },
	{ 0x51004d, "Krait" },
	{ 0x51006f, "Krait" },
	{ 0x510201, "Kryo" },
	{ 0x510205, "Kryo" },
	{ 0x510211, "Kryo" },
	{ 0x510800, "Falkor-V1/Kryo" },
	{ 0x510801, "Kryo-V2" },
	{ 0x510802, "Kryo-3XX-Gold" },
	{ 0x510803, "Kryo-3XX-Silver" },
	{ 0x510804, "Kryo-4XX-Gold" },
	{ 0x510805, "Kryo-4XX-Silver" },
	{ 0x510c00, "Falkor" },
	{ 0x510c01, "Saphira" },
	{ 0x530001, "exynos-m1" },
	{ 0x560131, "Feroceon-88FR131" },
	{ 0x560581, "PJ4/PJ4b" },
	{ 0x560584, "PJ4B-MP" },
	{ 0x610020, "Icestorm-A14" },
	{ 0x610021, "Firestorm-A14" },
	{ 0x610022, "Icestorm-M1" },
	{ 0x610023, "Firestorm-M1" },
	{ 0x610024, "Icestorm-M1-Pro" },
	{ 0x610025, "Firestorm-M1-Pro" },
	{ 0x610028, "Icestorm-M1-Max" },
	{ 0x610029, "Firestorm-M1-Max" },
	{ 0x610030, "Blizzard-A15" },
	{ 0x610031, "Avalanche-A15" },
	{ 0x610032, "Blizzard-M2" },
	{ 0x610033, "Avalanche-M2" },
	{ 0x610034, "Blizzard-M2-Pro" },
	{ 0x610035, "Avalanche-M2-Pro" },
	{ 0x610038, "Blizzard-M2-Max" },
	{ 0x610039, "Avalanche-M2-Max" },
	{ 0x660526, "FA526" },
	{ 0x660626, "FA626" },
	{ 0x690200, "i80200" },
	{ 0x690210, "PXA250A" },
	{ 0x690212, "PXA210A" },
	{ 0x690242, "i80321-400" },
	{ 0x690243, "i80321-600" },
	{ 0x690290, "PXA250B/PXA26x" },
	{ 0x690292, "PXA210B" },
	{ 0x6902c2, "i80321-400-B0" },
	{ 0x6902c3, "i80321-600-B0" },
	{ 0x6902d0, "PXA250C/PXA255/PXA26x" },
	{ 0x6902d2, "PXA210C" },
	{ 0x690411, "PXA27x" },
	{ 0x69041c, "IPX425-533" },
	{ 0x69041d, "IPX425-400" },
	{ 0x69041f, "IPX425-266" },
	{ 0x690682, "PXA32x" },
	{ 0x690683, "PXA930/PXA935" },
	{ 0x690688, "PXA30x" },
	{ 0x690689, "PXA31x" },
	{ 0x690b11, "SA1110" },
	{ 0x690c12, "IPX1200" },
	{ 0x6d0d49, "Azure-Cobalt-100" },
	{ 0x700660, "FTC660" },
	{ 0x700661, "FTC661" },
	{ 0x700662, "FTC662" },
	{ 0x700663, "FTC663" },
	{ 0x700664, "FTC664" },
	{ 0x700862, "FTC862" },
	{ 0xc00ac3, "Ampere-1" },
	{ 0xc00ac4, "Ampere-1a" },
};

static int compare_numbers(const void *key, const void *element)
{
	uint32_t number = *(const uint32_t *)key;
	const struct number_name *entry = element;

	return (number > entry->number) - (number < entry->number);
}

static const char *find_name(const struct number_name *table, size_t n, uint32_t number)
{
	const struct number_name *found =
		bsearch(&number, table, n, sizeof(*table), compare_numbers);

	return found ? found->name : NULL;
}

const char *arm_implementer_name(uint64_t implementer)
{
	return implementer > UINT8_MAX
	               ? NULL
	               : find_name(implementers, ARRAY_SIZE(implementers), (uint32_t)implementer);
}

const char *arm_part_name(uint64_t implementer, uint64_t part)
{
	return implementer > UINT8_MAX || part > UINT16_MAX
	               ? NULL
	               : find_name(parts, ARRAY_SIZE(parts), (uint32_t)(implementer << 16 | part));
}
