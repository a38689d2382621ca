"""An article as a chat, Zalo, an e-mail, a loudspeaker and a screen take it."""
