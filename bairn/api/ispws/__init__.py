"""The receiving side of the CyberTipline reporting protocol: a client only changes its base URL."""
