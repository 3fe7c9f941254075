resource "azurerm_app_configuration" "more" {
  name                       = "appcs-more-${local.suffix}"
  resource_group_name        = azurerm_resource_group.this.name
  location                   = azurerm_resource_group.this.location
  sku                        = "standard"
  local_auth_enabled         = false
  public_network_access      = "Enabled"
  purge_protection_enabled   = false
  soft_delete_retention_days = 1
  tags                       = local.tags

  identity {
    type = "SystemAssigned"
  }
}

resource "azurerm_app_configuration" "free" {
  name                = "appcs-free-${local.suffix}"
  resource_group_name = azurerm_resource_group.this.name
  location            = azurerm_resource_group.this.location
  sku                 = "free"
}

resource "azurerm_role_assignment" "more_configuration" {
  scope                = azurerm_app_configuration.more.id
  role_definition_name = "App Configuration Data Owner"
  principal_id         = data.azurerm_client_config.current.object_id
}

resource "azurerm_app_configuration_feature" "filtered" {
  configuration_store_id  = azurerm_app_configuration.more.id
  name                    = "filtered"
  label                   = "dev"
  enabled                 = true
  percentage_filter_value = 50 + var.round

  targeting_filter {
    default_rollout_percentage = 40
    users                      = ["alice"]

    groups {
      name               = "beta"
      rollout_percentage = 50
    }
  }

  timewindow_filter {
    start = "2020-01-01T00:00:00Z"
    end   = "2050-01-01T00:00:00Z"
  }
  depends_on = [azurerm_role_assignment.more_configuration]
}

resource "azurerm_app_configuration_key" "json" {
  configuration_store_id = azurerm_app_configuration.more.id
  key                    = "app/json?&="
  label                  = "a label with space"
  content_type           = "application/json"
  value                  = jsonencode({ round = var.round, list = [1, 2] })
  tags                   = { round = tostring(var.round) }
  depends_on             = [azurerm_role_assignment.more_configuration]
}

data "azurerm_app_configuration_keys" "more" {
  configuration_store_id = azurerm_app_configuration.more.id
  depends_on             = [azurerm_app_configuration_key.json]
}

data "azurerm_app_configuration" "more" {
  name                = azurerm_app_configuration.more.name
  resource_group_name = azurerm_resource_group.this.name
}
