"""Long work of campaigns, run as jobs (emulation.base.jobs)."""
