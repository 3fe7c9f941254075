"""Put, get, peek, update, delete and clear messages."""

from __future__ import annotations

from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.services.queue.messages import FOR_EVER, Line, Message
from aksess.cloud.services.queue.queues import queue_of
from aksess.cloud.storage.dates import http_date
from aksess.cloud.storage.errors import refusal
from aksess.cloud.storage.xml_documents import BadMarkup, Element, element, read, write

XML = (("content-type", "application/xml"),)
WEEK = 7 * 24 * 3600
HIDDEN = 30
MOST = 32
# Microsoft Learn, "Put Message": 64 KB of UTF-8.
LARGEST = 64 * 1024


def put_message(call: Call) -> Answer:
    """Put Message."""
    line = Line(call, queue_of(call))
    lives = _seconds(call, "messagettl", WEEK, FOR_EVER, 2**31 - 1)
    if lives == 0:
        raise _out_of_range("messagettl", "0", "-1, or 1 or more")
    visible_in = _seconds(call, "visibilitytimeout", 0, 0, WEEK)
    if lives != FOR_EVER and visible_in >= lives:
        raise _out_of_range("visibilitytimeout", str(visible_in), f"less than messagettl ({lives})")
    made = line.put(_text(call), visible_in, lives)
    return Answer(201, _listed([made], "Id", "Times", "Receipt"), XML)


def get_messages(call: Call) -> Answer:
    """Get Messages: the first ones, hidden from everybody else for a while."""
    line = Line(call, queue_of(call))
    hidden = _seconds(call, "visibilitytimeout", HIDDEN, 1, WEEK)
    taken = line.take(_seconds(call, "numofmessages", 1, 1, MOST), hidden)
    return Answer(200, _listed(taken, "Id", "Times", "Receipt", "Count", "Text"), XML)


def peek_messages(call: Call) -> Answer:
    """Peek Messages: the first ones, as they are."""
    line = Line(call, queue_of(call))
    found = line.peek(_seconds(call, "numofmessages", 1, 1, MOST))
    return Answer(200, _listed(found, "Id", "Times", "Count", "Text"), XML)


def clear_messages(call: Call) -> Answer:
    """Clear Messages."""
    Line(call, queue_of(call)).clear()
    return Answer(204)


def update_message(call: Call) -> Answer:
    """Update Message: its time, and its text where the request has one."""
    line = Line(call, queue_of(call))
    key, message = _held(call, line)
    if "visibilitytimeout" not in call.query:
        raise refusal("MissingRequiredQueryParameter", message="visibilitytimeout is wanted.")
    hidden = _seconds(call, "visibilitytimeout", 0, 0, WEEK)
    if call.now + hidden > message.expires:
        raise _out_of_range("visibilitytimeout", str(hidden), "no more than the message has to live")
    if call.body.strip():
        message.text = _text(call)
    line.change(key, message, hidden)
    said = (("x-ms-popreceipt", message.receipt), ("x-ms-time-next-visible", http_date(message.visible)))
    return Answer(204, b"", said)


def delete_message(call: Call) -> Answer:
    """Delete Message."""
    line = Line(call, queue_of(call))
    key, _ = _held(call, line)
    line.remove(key)
    return Answer(204)


def _held(call: Call, line: Line) -> tuple[str, Message]:
    """The message of a call, whose receipt is the last one that was given."""
    if "popreceipt" not in call.query:
        raise refusal("MissingRequiredQueryParameter", message="popreceipt is wanted.")
    found = line.find(call.params["message"])
    if found is None:
        raise refusal("MessageNotFound")
    if found[1].receipt != call.query["popreceipt"]:
        raise refusal("PopReceiptMismatch")
    return found


def _text(call: Call) -> str:
    try:
        root = read(call.body)
    except BadMarkup as error:
        raise refusal("InvalidXmlDocument", message=f"The message cannot be read: {error}.") from error
    text = root.child("MessageText")
    if root.name != "QueueMessage" or text is None:
        raise refusal("InvalidXmlDocument", message="QueueMessage with a MessageText is wanted.")
    if len(text.text.encode()) > LARGEST:
        raise refusal("MessageTooLarge")
    return text.text


def _listed(messages: list[Message], *shown: str) -> bytes:
    return write(element("QueueMessagesList", *[_message(each, shown) for each in messages]))


def _message(message: Message, shown: tuple[str, ...]) -> Element:
    parts = {
        "Id": [("MessageId", message.id)],
        "Times": [("InsertionTime", http_date(message.inserted)), ("ExpirationTime", http_date(message.expires))],
        "Receipt": [("PopReceipt", message.receipt), ("TimeNextVisible", http_date(message.visible))],
        "Count": [("DequeueCount", str(message.taken))],
        "Text": [("MessageText", message.text)],
    }
    found = [pair for part in shown for pair in parts[part]]
    return element("QueueMessage", *[element(name, text=text) for name, text in found])


def _seconds(call: Call, name: str, default: int, least: int, most: int) -> int:
    text = call.query.get(name)
    if text is None:
        return default
    try:
        value = int(text)
    except ValueError as error:
        raise refusal("InvalidQueryParameterValue", message=f"{name} is {text!r}; expected a number.") from error
    if not least <= value <= most:
        raise _out_of_range(name, text, f"{least} to {most}")
    return value


def _out_of_range(name: str, found: str, wanted: str) -> Fault:
    return refusal("OutOfRangeQueryParameterValue", message=f"{name} is {found}; expected {wanted}.")
