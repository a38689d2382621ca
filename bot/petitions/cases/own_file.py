"""What is kept of one chat's petitions, ready for JSON: all of its own, of those it follows the number alone."""

from __future__ import annotations

from bot.messages import ChatId
from bot.petitions.cases.viewing import Stores
from bot.petitions.rules.petition import Contact, Event, PetitionFile
from bot.petitions.rules.photo import Photo
from bot.petitions.rules.visibility import Viewer

MOST = 100_000  # more than any chat has: what is taken along is everything


def own_petitions(stores: Stores, chat: ChatId) -> dict[str, list[object]]:
    """ "petitions": what the chat filed, with answers, time line and the list of photos; "followed": numbers of what others filed."""
    listed = stores.board.of_chat(chat, MOST)
    own = [line.id for line, reader in listed if reader is Viewer.AUTHOR]
    files = [file for number in own if (file := stores.petitions.get(number))]
    return {"petitions": [_told(file) for file in files], "followed": [line.id for line, reader in listed if reader is not Viewer.AUTHOR]}


def _told(file: PetitionFile) -> dict[str, object]:
    petition, contact = file.petition, file.contact or Contact()
    return {
        "code": petition.code,
        "kind": str(petition.kind),
        "naming": str(petition.naming),
        "state": str(petition.state),
        "name": contact.name,
        "address": contact.address,
        "phone": contact.phone,
        "content": petition.content,
        "place": petition.place.name,
        "latitude": petition.place.latitude,
        "longitude": petition.place.longitude,
        "procedure": petition.procedure,
        "received": petition.received.isoformat(),
        "due": petition.due.isoformat(),
        "answer": petition.answer,
        "answered": petition.answered.isoformat() if petition.answered else None,
        "closed": petition.closed.isoformat() if petition.closed else None,
        "score": petition.score,
        "score_reason": petition.score_reason,
        "published": petition.published,
        "published_answer": petition.published_answer,
        "photos": [_photo(photo) for photo in file.photos],
        "events": [_event(event) for event in file.events if event.is_public or event.who == "citizen"],
    }


def _photo(photo: Photo) -> dict[str, object]:
    return {"name": photo.name, "media_type": photo.media_type, "size": photo.size, "sha256": photo.sha256}


def _event(event: Event) -> dict[str, object]:
    by = event.who.partition(":")[0]  # an officer's number is the office's
    return {"at": event.at.isoformat(), "by": by, "move": event.move, "state": str(event.ends), "text": event.why}
