locals {
  subnets = { for each in try(local.model.network.subnets, []) : each.name => each }
  # In aksess.yaml a subnet is `network/subnet`.
  subnet_ids = { for name, each in azurerm_subnet.this : "${local.model.network.name}/${name}" => each.id }
}

resource "azurerm_virtual_network" "this" {
  count               = can(local.model.network) ? 1 : 0
  name                = local.model.network.name
  resource_group_name = azurerm_resource_group.this.name
  location            = azurerm_resource_group.this.location
  address_space       = local.model.network.addressSpace
  tags                = local.tags
}

resource "azurerm_subnet" "this" {
  # checkov:skip=CKV2_AZURE_31:AKS attaches its own security group to the nodes; one here would fight it.
  for_each             = local.subnets
  name                 = each.key
  resource_group_name  = azurerm_resource_group.this.name
  virtual_network_name = azurerm_virtual_network.this[0].name
  address_prefixes     = [each.value.prefix]

  # A network rule that names a subnet works only where the subnet has the service's endpoint.
  dynamic "service_endpoint" {
    for_each = ["Microsoft.KeyVault", "Microsoft.Storage"]
    content {
      service = service_endpoint.value
    }
  }
}
