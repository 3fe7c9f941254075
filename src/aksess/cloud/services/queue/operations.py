"""Every operation of Queue Storage that is there: what it demands, and what runs it."""

from __future__ import annotations

from aksess.cloud.services.queue import demands, message_operations, queue_operations
from aksess.cloud.storage.delegation import give_key
from aksess.cloud.storage.operation import operation
from aksess.cloud.storage.service_properties import METRICS, get_properties, set_properties

GET_SERVICE_PROPERTIES = operation(
    "get queue service properties",
    demands.READ_SERVICE,
    lambda call: get_properties(call, "queue", METRICS),
    demands.SIGNED_SERVICE_READ,
)
SET_SERVICE_PROPERTIES = operation(
    "set queue service properties",
    demands.WRITE_SERVICE,
    lambda call: set_properties(call, "queue", METRICS),
    demands.SIGNED_SERVICE_WRITE,
)
GET_DELEGATION_KEY = operation("get user delegation key", demands.ASK_DELEGATION_KEY, lambda call: give_key(call, "q"))
LIST_QUEUES = operation("list queues", demands.READ_QUEUE, queue_operations.list_queues, demands.SIGNED_LIST_QUEUES)
CREATE_QUEUE = operation(
    "create queue", demands.WRITE_QUEUE, queue_operations.create_queue, demands.SIGNED_CREATE_QUEUE
)
GET_QUEUE = operation("get queue metadata", demands.READ_QUEUE, queue_operations.get_queue, demands.SIGNED_READ_QUEUE)
SET_QUEUE_METADATA = operation(
    "set queue metadata", demands.WRITE_QUEUE, queue_operations.set_queue_metadata, demands.SIGNED_WRITE_QUEUE
)
GET_ACCESS_LIST = operation("get queue access list", demands.READ_ACCESS_LIST, queue_operations.get_access_list)
SET_ACCESS_LIST = operation("set queue access list", demands.WRITE_ACCESS_LIST, queue_operations.set_access_list)
DELETE_QUEUE = operation(
    "delete queue", demands.DELETE_QUEUE, queue_operations.delete_queue, demands.SIGNED_DELETE_QUEUE
)

PUT_MESSAGE = operation("put message", demands.PUT_MESSAGE, message_operations.put_message, demands.SIGNED_PUT)
GET_MESSAGES = operation(
    "get messages",
    demands.GET_MESSAGES,
    message_operations.get_messages,
    demands.SIGNED_GET,
    demands.GET_MESSAGES_TOGETHER,
)
PEEK_MESSAGES = operation("peek messages", demands.PEEK_MESSAGES, message_operations.peek_messages, demands.SIGNED_PEEK)
CLEAR_MESSAGES = operation(
    "clear messages", demands.CLEAR_MESSAGES, message_operations.clear_messages, demands.SIGNED_CLEAR
)
UPDATE_MESSAGE = operation(
    "update message", demands.UPDATE_MESSAGE, message_operations.update_message, demands.SIGNED_UPDATE
)
DELETE_MESSAGE = operation(
    "delete message", demands.DELETE_MESSAGE, message_operations.delete_message, demands.SIGNED_DELETE
)
