"""Roles of networks.

Microsoft Learn, "Azure built-in roles", as of 2026-08 (MicrosoftDocs/azure-docs, built-in-roles/:
networking.md). The descriptions are ours.
"""

from __future__ import annotations

from typing import Final

from aksess.chain.permissions import Permissions, RoleDefinition

NETWORK_ROLES: Final[tuple[RoleDefinition, ...]] = (
    RoleDefinition(
        "4d97b98b-1d4f-4787-a291-c67834d212e7",
        "Network Contributor",
        "Manage networks; not who may use them.",
        (
            Permissions(
                actions=(
                    "Microsoft.Authorization/*/read",
                    "Microsoft.Insights/alertRules/*",
                    "Microsoft.Network/*",
                    "Microsoft.ResourceHealth/availabilityStatuses/read",
                    "Microsoft.Resources/deployments/*",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                    "Microsoft.Support/*",
                )
            ),
        ),
    ),
    RoleDefinition(
        "befefa01-2a29-4197-83a8-272ff33ce314",
        "DNS Zone Contributor",
        "Manage public DNS zones and their records.",
        (
            Permissions(
                actions=(
                    "Microsoft.Authorization/*/read",
                    "Microsoft.Insights/alertRules/*",
                    "Microsoft.Network/dnsZones/*",
                    "Microsoft.ResourceHealth/availabilityStatuses/read",
                    "Microsoft.Resources/deployments/*",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                    "Microsoft.Support/*",
                )
            ),
        ),
    ),
    RoleDefinition(
        "b12aa53e-6015-4669-85d0-8515ebb3ae7f",
        "Private DNS Zone Contributor",
        "Manage private DNS zones and their records.",
        (
            Permissions(
                actions=(
                    "Microsoft.Insights/alertRules/*",
                    "Microsoft.Resources/deployments/*",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                    "Microsoft.Support/*",
                    "Microsoft.Network/privateDnsZones/*",
                    "Microsoft.Network/privateDnsOperationResults/*",
                    "Microsoft.Network/privateDnsOperationStatuses/*",
                    "Microsoft.Network/virtualNetworks/read",
                    "Microsoft.Network/virtualNetworks/join/action",
                    "Microsoft.Authorization/*/read",
                )
            ),
        ),
    ),
    RoleDefinition(
        "0f2ebee7-ffd4-4fc0-b3b7-664099fdad5d",
        "DNS Resolver Contributor",
        "Manage DNS resolvers.",
        (
            Permissions(
                actions=(
                    "Microsoft.Network/dnsResolvers/read",
                    "Microsoft.Network/dnsResolvers/write",
                    "Microsoft.Network/dnsResolvers/delete",
                    "Microsoft.Network/dnsResolvers/join/action",
                    "Microsoft.Network/dnsResolvers/inboundEndpoints/read",
                    "Microsoft.Network/dnsResolvers/inboundEndpoints/write",
                    "Microsoft.Network/dnsResolvers/inboundEndpoints/delete",
                    "Microsoft.Network/dnsResolvers/inboundEndpoints/join/action",
                    "Microsoft.Network/dnsResolvers/outboundEndpoints/read",
                    "Microsoft.Network/dnsResolvers/outboundEndpoints/write",
                    "Microsoft.Network/dnsResolvers/outboundEndpoints/delete",
                    "Microsoft.Network/dnsResolvers/outboundEndpoints/join/action",
                    "Microsoft.Network/dnsForwardingRulesets/read",
                    "Microsoft.Network/dnsForwardingRulesets/write",
                    "Microsoft.Network/dnsForwardingRulesets/delete",
                    "Microsoft.Network/dnsForwardingRulesets/join/action",
                    "Microsoft.Network/dnsForwardingRulesets/forwardingRules/read",
                    "Microsoft.Network/dnsForwardingRulesets/forwardingRules/write",
                    "Microsoft.Network/dnsForwardingRulesets/forwardingRules/delete",
                    "Microsoft.Network/dnsForwardingRulesets/virtualNetworkLinks/read",
                    "Microsoft.Network/dnsForwardingRulesets/virtualNetworkLinks/write",
                    "Microsoft.Network/dnsForwardingRulesets/virtualNetworkLinks/delete",
                    "Microsoft.Network/locations/dnsResolverOperationResults/read",
                    "Microsoft.Network/locations/dnsResolverOperationStatuses/read",
                    "Microsoft.Network/virtualNetworks/read",
                    "Microsoft.Network/virtualNetworks/join/action",
                    "Microsoft.Network/virtualNetworks/subnets/read",
                    "Microsoft.Network/virtualNetworks/subnets/write",
                    "Microsoft.Network/virtualNetworks/subnets/join/action",
                    "Microsoft.Network/virtualNetworks/join/action",
                    "Microsoft.Network/virtualNetworks/joinLoadBalancer/action",
                    "Microsoft.Network/virtualNetworks/subnets/join/action",
                    "Microsoft.Network/virtualNetworks/subnets/joinLoadBalancer/action",
                    "Microsoft.Network/natGateways/join/action",
                    "Microsoft.Network/networkSecurityGroups/join/action",
                    "Microsoft.Network/routeTables/join/action",
                    "Microsoft.Network/serviceEndpointPolicies/join/action",
                    "Microsoft.Authorization/*/read",
                    "Microsoft.Resources/deployments/*",
                    "Microsoft.Insights/alertRules/*",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                )
            ),
        ),
    ),
    RoleDefinition(
        "a4b10055-b0c7-44c2-b00f-c7b5b3550cf7",
        "Traffic Manager Contributor",
        "Manage Traffic Manager profiles.",
        (
            Permissions(
                actions=(
                    "Microsoft.Authorization/*/read",
                    "Microsoft.Insights/alertRules/*",
                    "Microsoft.Network/trafficManagerProfiles/*",
                    "Microsoft.ResourceHealth/availabilityStatuses/read",
                    "Microsoft.Resources/deployments/*",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                    "Microsoft.Support/*",
                )
            ),
        ),
    ),
    RoleDefinition(
        "ec156ff8-a8d1-4d15-830c-5b80698ca432",
        "CDN Profile Contributor",
        "Manage CDN and Front ProxyListener profiles.",
        (
            Permissions(
                actions=(
                    "Microsoft.Authorization/*/read",
                    "Microsoft.Cdn/edgenodes/read",
                    "Microsoft.Cdn/operationresults/*",
                    "Microsoft.Cdn/profiles/*",
                    "Microsoft.Insights/alertRules/*",
                    "Microsoft.Resources/deployments/*",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                    "Microsoft.Support/*",
                )
            ),
        ),
    ),
    RoleDefinition(
        "8f96442b-4075-438f-813d-ad51ab4019af",
        "CDN Profile Reader",
        "See CDN and Front ProxyListener profiles.",
        (
            Permissions(
                actions=(
                    "Microsoft.Authorization/*/read",
                    "Microsoft.Cdn/edgenodes/read",
                    "Microsoft.Cdn/operationresults/*",
                    "Microsoft.Cdn/profiles/*/read",
                    "Microsoft.Insights/alertRules/*",
                    "Microsoft.Resources/deployments/read",
                    "Microsoft.Cdn/profiles/afdendpoints/validateCustomDomain/action",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                    "Microsoft.Support/*",
                    "Microsoft.Cdn/profiles/CheckResourceUsage/action",
                    "Microsoft.Cdn/profiles/endpoints/CheckResourceUsage/action",
                )
            ),
        ),
    ),
    RoleDefinition(
        "426e0c7f-0c7e-4658-b36f-ff54d6c29b45",
        "CDN Endpoint Contributor",
        "Manage CDN endpoints.",
        (
            Permissions(
                actions=(
                    "Microsoft.Authorization/*/read",
                    "Microsoft.Cdn/edgenodes/read",
                    "Microsoft.Cdn/operationresults/*",
                    "Microsoft.Cdn/profiles/endpoints/*",
                    "Microsoft.Insights/alertRules/*",
                    "Microsoft.Resources/deployments/*",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                    "Microsoft.Support/*",
                )
            ),
        ),
    ),
    RoleDefinition(
        "871e35f6-b5c1-49cc-a043-bde969a0f2cd",
        "CDN Endpoint Reader",
        "See CDN endpoints.",
        (
            Permissions(
                actions=(
                    "Microsoft.Authorization/*/read",
                    "Microsoft.Cdn/edgenodes/read",
                    "Microsoft.Cdn/operationresults/*",
                    "Microsoft.Cdn/profiles/endpoints/*/read",
                    "Microsoft.Cdn/profiles/afdendpoints/validateCustomDomain/action",
                    "Microsoft.Insights/alertRules/*",
                    "Microsoft.Resources/deployments/read",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                    "Microsoft.Support/*",
                )
            ),
        ),
    ),
    RoleDefinition(
        "fbc52c3f-28ad-4303-a892-8a056630b8f1",
        "AppGw for Containers Configuration Manager",
        "Configure Application Pipeline for Containers.",
        (
            Permissions(
                actions=(
                    "Microsoft.ServiceNetworking/trafficControllers/read",
                    "Microsoft.ServiceNetworking/trafficControllers/write",
                    "Microsoft.ServiceNetworking/trafficControllers/delete",
                    "Microsoft.ServiceNetworking/trafficControllers/frontends/read",
                    "Microsoft.ServiceNetworking/trafficControllers/frontends/write",
                    "Microsoft.ServiceNetworking/trafficControllers/frontends/delete",
                    "Microsoft.ServiceNetworking/trafficControllers/associations/read",
                    "Microsoft.ServiceNetworking/trafficControllers/associations/write",
                    "Microsoft.ServiceNetworking/trafficControllers/associations/delete",
                    "Microsoft.ServiceNetworking/trafficControllers/*/read",
                    "Microsoft.ServiceNetworking/trafficControllers/*/write",
                    "Microsoft.ServiceNetworking/trafficControllers/*/delete",
                    "Microsoft.Resources/subscriptions/resourcegroups/deployments/read",
                    "Microsoft.Resources/subscriptions/resourcegroups/deployments/write",
                    "Microsoft.Resources/subscriptions/resourcegroups/deployments/operations/read",
                    "Microsoft.Resources/subscriptions/resourcegroups/deployments/operationstatuses/read",
                ),
                data_actions=(
                    "Microsoft.ServiceNetworking/trafficControllers/serviceRoutingConfigurations/read",
                    "Microsoft.ServiceNetworking/trafficControllers/serviceRoutingConfigurations/write",
                    "Microsoft.ServiceNetworking/trafficControllers/serviceRoutingConfigurations/delete",
                ),
            ),
        ),
    ),
    RoleDefinition(
        "b34d265f-36f7-4a0d-a4d4-e158ca92e90f",
        "Classic Network Contributor",
        "Manage classic networks.",
        (
            Permissions(
                actions=(
                    "Microsoft.Authorization/*/read",
                    "Microsoft.ClassicNetwork/*",
                    "Microsoft.Insights/alertRules/*",
                    "Microsoft.ResourceHealth/availabilityStatuses/read",
                    "Microsoft.Resources/deployments/*",
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                    "Microsoft.Support/*",
                )
            ),
        ),
    ),
)
