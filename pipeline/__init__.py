"""smi-outreach: from practices' SMI registers to worklists, letters and register updates."""
