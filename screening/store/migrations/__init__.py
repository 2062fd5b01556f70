"""The ledger's tables as they came to be; run by ``screening.store.upgrade``."""
