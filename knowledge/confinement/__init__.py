"""Child processes that read what strangers sent: with little memory, little time and no network, so that a bad file harms only them."""
