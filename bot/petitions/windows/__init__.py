"""The windows of the chat where petitions are filed, followed and worked on."""
