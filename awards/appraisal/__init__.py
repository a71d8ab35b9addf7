"""Reception and appraisal of nomination files at Sở Nội vụ."""
