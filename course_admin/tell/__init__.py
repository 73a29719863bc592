"""What is told: feedback, reports, misconceptions, similar submissions, and their delivery."""
