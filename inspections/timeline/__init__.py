"""What has been inspected, reviewed and audited over the years, and what comes next?"""
