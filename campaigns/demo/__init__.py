"""The demo province: Hà Nam in 2023, built through the services as people would have worked, up to 12/12/2023.

Units, blocs, directive and targets are real data (demo_data/, with sources); persons, reports and dates of sending are invented.
"""
