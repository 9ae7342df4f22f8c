"""How the house stands up: settings, the embedded database, the processes and their health."""
