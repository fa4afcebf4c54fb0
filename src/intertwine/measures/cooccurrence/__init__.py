"""Which codes meet in a unit, beyond chance: pairs, specifications, differences, three codes, planning."""
