"""Index cards: what the province reached in PAR, SIPAS, PAPI, PCI and DTI, each figure with its source."""
