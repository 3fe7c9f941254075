"""Roles of App Configuration and messaging.

Microsoft Learn, "Azure built-in roles", as of 2026-08 (MicrosoftDocs/azure-docs, built-in-roles/:
integration.md and analytics.md). The descriptions are ours.
"""

from __future__ import annotations

from typing import Final

from aksess.chain.permissions import Permissions, RoleDefinition

INTEGRATION_ROLES: Final[tuple[RoleDefinition, ...]] = (
    RoleDefinition(
        "fe86443c-f201-4fc4-9d2a-ac61149fbda0",
        "App Configuration Contributor",
        "Manage configuration stores; no data.",
        (
            Permissions(
                actions=(
                    "Microsoft.AppConfiguration/*",
                    "Microsoft.Authorization/*/read",
                    "Microsoft.Insights/alertRules/*",
                    "Microsoft.Resources/deployments/*",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                ),
                not_actions=("Microsoft.AppConfiguration/locations/deletedConfigurationStores/purge/action",),
            ),
        ),
    ),
    RoleDefinition(
        "175b81b9-6e0d-490a-85e4-0d422273c10c",
        "App Configuration Reader",
        "See configuration stores; no data.",
        (
            Permissions(
                actions=(
                    "Microsoft.AppConfiguration/*/read",
                    "Microsoft.Authorization/*/read",
                    "Microsoft.Insights/alertRules/read",
                    "Microsoft.Resources/deployments/read",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                )
            ),
        ),
    ),
    RoleDefinition(
        "5ae67dd6-50cb-40e7-96ff-dc2bfa4b606b",
        "App Configuration Data Owner",
        "Everything with the data of configuration stores.",
        (
            Permissions(
                data_actions=(
                    "Microsoft.AppConfiguration/configurationStores/*/read",
                    "Microsoft.AppConfiguration/configurationStores/*/write",
                    "Microsoft.AppConfiguration/configurationStores/*/delete",
                    "Microsoft.AppConfiguration/configurationStores/*/action",
                )
            ),
        ),
    ),
    RoleDefinition(
        "516239f1-63e1-4d78-a4de-a74fb236a071",
        "App Configuration Data Reader",
        "Read the data of configuration stores.",
        (Permissions(data_actions=("Microsoft.AppConfiguration/configurationStores/*/read",)),),
    ),
    RoleDefinition(
        "090c5cfd-751d-490a-894a-3ce6f1109419",
        "Azure Service Bus Data Owner",
        "Everything with Service Bus.",
        (Permissions(actions=("Microsoft.ServiceBus/*",), data_actions=("Microsoft.ServiceBus/*",)),),
    ),
    RoleDefinition(
        "4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0",
        "Azure Service Bus Data Receiver",
        "Receive from Service Bus.",
        (
            Permissions(
                actions=(
                    "Microsoft.ServiceBus/*/queues/read",
                    "Microsoft.ServiceBus/*/topics/read",
                    "Microsoft.ServiceBus/*/topics/subscriptions/read",
                ),
                data_actions=("Microsoft.ServiceBus/*/receive/action",),
            ),
        ),
    ),
    RoleDefinition(
        "69a216fc-b8fb-44d8-bc22-1f3c2cd27a39",
        "Azure Service Bus Data Sender",
        "Send to Service Bus.",
        (
            Permissions(
                actions=(
                    "Microsoft.ServiceBus/*/queues/read",
                    "Microsoft.ServiceBus/*/topics/read",
                    "Microsoft.ServiceBus/*/topics/subscriptions/read",
                ),
                data_actions=("Microsoft.ServiceBus/*/send/action",),
            ),
        ),
    ),
    RoleDefinition(
        "f526a384-b230-433a-b45c-95f59c4a2dec",
        "Azure Event Hubs Data Owner",
        "Everything with Event Hubs.",
        (Permissions(actions=("Microsoft.EventHub/*",), data_actions=("Microsoft.EventHub/*",)),),
    ),
    RoleDefinition(
        "a638d3c7-ab3a-418d-83e6-5f17a39d4fde",
        "Azure Event Hubs Data Receiver",
        "Receive from Event Hubs.",
        (
            Permissions(
                actions=("Microsoft.EventHub/*/eventhubs/consumergroups/read",),
                data_actions=("Microsoft.EventHub/*/receive/action",),
            ),
        ),
    ),
    RoleDefinition(
        "2b629674-e913-4c01-ae53-ef4638d8f975",
        "Azure Event Hubs Data Sender",
        "Send to Event Hubs.",
        (
            Permissions(
                actions=("Microsoft.EventHub/*/eventhubs/read",), data_actions=("Microsoft.EventHub/*/send/action",)
            ),
        ),
    ),
    RoleDefinition(
        "1e241071-0855-49ea-94dc-649edcd759de",
        "EventGrid Contributor",
        "Manage Event Grid.",
        (
            Permissions(
                actions=(
                    "Microsoft.Authorization/*/read",
                    "Microsoft.EventGrid/*",
                    "Microsoft.Insights/alertRules/*",
                    "Microsoft.Resources/deployments/*",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                    "Microsoft.Support/*",
                )
            ),
        ),
    ),
    RoleDefinition(
        "d5a91429-5739-47e2-a06b-3470a27159e7",
        "EventGrid Data Sender",
        "Send to Event Grid.",
        (
            Permissions(
                actions=(
                    "Microsoft.Authorization/*/read",
                    "Microsoft.EventGrid/topics/read",
                    "Microsoft.EventGrid/domains/read",
                    "Microsoft.EventGrid/partnerNamespaces/read",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                    "Microsoft.EventGrid/namespaces/read",
                ),
                data_actions=("Microsoft.EventGrid/events/send/action",),
            ),
        ),
    ),
    RoleDefinition(
        "428e0ff0-5e57-4d9c-a221-2c70d0e0a443",
        "EventGrid EventSubscription Contributor",
        "Manage subscriptions of Event Grid.",
        (
            Permissions(
                actions=(
                    "Microsoft.Authorization/*/read",
                    "Microsoft.EventGrid/eventSubscriptions/*",
                    "Microsoft.EventGrid/topicTypes/eventSubscriptions/read",
                    "Microsoft.EventGrid/locations/eventSubscriptions/read",
                    "Microsoft.EventGrid/locations/topicTypes/eventSubscriptions/read",
                    "Microsoft.Insights/alertRules/*",
                    "Microsoft.Resources/deployments/*",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                    "Microsoft.Support/*",
                )
            ),
        ),
    ),
    RoleDefinition(
        "2414bbcf-6497-4faf-8c65-045460748405",
        "EventGrid EventSubscription Reader",
        "See subscriptions of Event Grid.",
        (
            Permissions(
                actions=(
                    "Microsoft.Authorization/*/read",
                    "Microsoft.EventGrid/eventSubscriptions/read",
                    "Microsoft.EventGrid/topicTypes/eventSubscriptions/read",
                    "Microsoft.EventGrid/locations/eventSubscriptions/read",
                    "Microsoft.EventGrid/locations/topicTypes/eventSubscriptions/read",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                )
            ),
        ),
    ),
    RoleDefinition(
        "26e0b698-aa6d-4085-9386-aadae190014d",
        "Azure Relay Listener",
        "Listen on Relay.",
        (
            Permissions(
                actions=("Microsoft.Relay/*/wcfRelays/read", "Microsoft.Relay/*/hybridConnections/read"),
                data_actions=("Microsoft.Relay/*/listen/action",),
            ),
        ),
    ),
    RoleDefinition(
        "26baccc8-eea7-41f1-98f4-1762cc7f685d",
        "Azure Relay Sender",
        "Send over Relay.",
        (
            Permissions(
                actions=("Microsoft.Relay/*/wcfRelays/read", "Microsoft.Relay/*/hybridConnections/read"),
                data_actions=("Microsoft.Relay/*/send/action",),
            ),
        ),
    ),
)
