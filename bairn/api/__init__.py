"""The door for machines: platforms that report over the CyberTipline protocol, and partners."""
