"""Every operation of Queue Storage that is there: what it requires, and what runs it."""

from __future__ import annotations

from aksess.cloud.services.queue import message_operations, queue_operations, requirements
from aksess.cloud.storage.delegation import give_key
from aksess.cloud.storage.operation import operation
from aksess.cloud.storage.service_properties import METRICS, get_properties, set_properties

GET_SERVICE_PROPERTIES = operation(
    "get queue service properties",
    requirements.READ_SERVICE,
    lambda call: get_properties(call, "queue", METRICS),
    requirements.SIGNED_SERVICE_READ,
)
SET_SERVICE_PROPERTIES = operation(
    "set queue service properties",
    requirements.WRITE_SERVICE,
    lambda call: set_properties(call, "queue", METRICS),
    requirements.SIGNED_SERVICE_WRITE,
)
GET_DELEGATION_KEY = operation(
    "get user delegation key", requirements.ASK_DELEGATION_KEY, lambda call: give_key(call, "q")
)
LIST_QUEUES = operation(
    "list queues", requirements.READ_QUEUE, queue_operations.list_queues, requirements.SIGNED_LIST_QUEUES
)
CREATE_QUEUE = operation(
    "create queue", requirements.WRITE_QUEUE, queue_operations.create_queue, requirements.SIGNED_CREATE_QUEUE
)
GET_QUEUE = operation(
    "get queue metadata", requirements.READ_QUEUE, queue_operations.get_queue, requirements.SIGNED_READ_QUEUE
)
SET_QUEUE_METADATA = operation(
    "set queue metadata", requirements.WRITE_QUEUE, queue_operations.set_queue_metadata, requirements.SIGNED_WRITE_QUEUE
)
GET_ACCESS_LIST = operation("get queue access list", requirements.READ_ACCESS_LIST, queue_operations.get_access_list)
SET_ACCESS_LIST = operation("set queue access list", requirements.WRITE_ACCESS_LIST, queue_operations.set_access_list)
DELETE_QUEUE = operation(
    "delete queue", requirements.DELETE_QUEUE, queue_operations.delete_queue, requirements.SIGNED_DELETE_QUEUE
)

PUT_MESSAGE = operation(
    "put message", requirements.PUT_MESSAGE, message_operations.put_message, requirements.SIGNED_PUT
)
GET_MESSAGES = operation(
    "get messages",
    requirements.GET_MESSAGES,
    message_operations.get_messages,
    requirements.SIGNED_GET,
    requirements.GET_MESSAGES_TOGETHER,
)
PEEK_MESSAGES = operation(
    "peek messages", requirements.PEEK_MESSAGES, message_operations.peek_messages, requirements.SIGNED_PEEK
)
CLEAR_MESSAGES = operation(
    "clear messages", requirements.CLEAR_MESSAGES, message_operations.clear_messages, requirements.SIGNED_CLEAR
)
UPDATE_MESSAGE = operation(
    "update message", requirements.UPDATE_MESSAGE, message_operations.update_message, requirements.SIGNED_UPDATE
)
DELETE_MESSAGE = operation(
    "delete message", requirements.DELETE_MESSAGE, message_operations.delete_message, requirements.SIGNED_DELETE
)
