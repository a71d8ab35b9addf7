"""The Emulation-Reward Council: who belongs to it, its sessions, its ballot, its results."""
