"""Which file digests are known already, and which are watched for."""
