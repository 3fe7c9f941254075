"""Get, set and delete a key-value; lock and unlock it."""

from __future__ import annotations

from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.services.appconfig.conditions import check_read, check_write
from aksess.cloud.services.appconfig.errors import invalid_parameter, key_locked, not_found
from aksess.cloud.services.appconfig.filters import NO_LABEL
from aksess.cloud.services.appconfig.request_bodies import read_setting, setting_answer
from aksess.cloud.services.appconfig.response_headers import sync_token
from aksess.cloud.services.appconfig.settings import Setting, Settings
from aksess.cloud.services.appconfig.stores import store_of
from aksess.cloud.services.appconfig.timestamps import memento, moment_of


def get_setting(call: Call) -> Answer:
    """Get key-value, now or at a past time."""
    key, label = named(call)
    settings = Settings(call, store_of(call))
    moment = moment_of(call)
    if moment is None:
        found = settings.get(key, label)
    else:
        found = next((each for each in settings.all_at(moment) if each.name == (key, label)), None)
    if found is None:
        raise not_found()
    check_read(call, found.etag, (sync_token(settings.number),))
    answer = setting_answer(call, settings, found)
    return Answer(answer.status, answer.body, (*answer.headers, *memento(call)))


def put_setting(call: Call) -> Answer:
    """Set key-value: all of it at once. Raises Fault: 409 for a locked one, 412."""
    key, label = named(call)
    settings = Settings(call, store_of(call))
    before = settings.get(key, label)
    check_write(call, before.etag if before else None)
    if before is not None and before.locked:
        raise key_locked(key)
    return setting_answer(call, settings, settings.put(read_setting(call, key, label)))


def delete_setting(call: Call) -> Answer:
    """Delete key-value: what it was, or 204 where there was none. Raises Fault: 409 for a locked one, 412."""
    key, label = named(call)
    settings = Settings(call, store_of(call))
    before = settings.get(key, label)
    check_write(call, before.etag if before else None)
    if before is None:
        return Answer(204, b"", (sync_token(settings.number),))
    if before.locked:
        raise key_locked(key)
    settings.delete(before)
    return setting_answer(call, settings, before)


def lock_setting(call: Call) -> Answer:
    """Lock key-value. Raises Fault: 404, 412."""
    return _set_lock(call, locked=True)


def unlock_setting(call: Call) -> Answer:
    """Unlock key-value; one that is not locked stays as it is. Raises Fault: 404, 412."""
    return _set_lock(call, locked=False)


def named(call: Call) -> tuple[str, str]:
    """Key and label of a request; the empty text for no label. Raises Fault(400): a key that none can have.

    Microsoft Learn, "Keys and values": not ``.`` or ``..``, and no ``%``.
    """
    key = call.params["key"]
    if key in ("", ".", "..") or "%" in key or "\0" in key:
        raise invalid_parameter("key", f"{key!r} is not a name for a key")
    label = call.query.get("label", "")
    label = "" if label == NO_LABEL else label
    if "\0" in label or "*" in label or "," in label:
        raise invalid_parameter("label", f"{label!r} is not one label")
    return key, label


def _set_lock(call: Call, *, locked: bool) -> Answer:
    key, label = named(call)
    settings = Settings(call, store_of(call))
    found = settings.get(key, label)
    if found is None:
        raise not_found()
    check_write(call, found.etag)
    return setting_answer(call, settings, _locked(settings, found, locked=locked))


def _locked(settings: Settings, setting: Setting, *, locked: bool) -> Setting:
    if setting.locked is locked:
        return setting
    setting.locked = locked
    return settings.put(setting)
