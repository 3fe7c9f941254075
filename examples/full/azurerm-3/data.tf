resource "azurerm_app_configuration" "instance" {
  name                = "${local.name}-appcs-${var.deployment}"
  location            = azurerm_resource_group.instance.location
  resource_group_name = azurerm_resource_group.instance.name
  sku                 = "standard"
  tags                = local.tags
}

# Whoever applies writes keys; owning the subscription does not give that.
resource "azurerm_role_assignment" "deployer_configuration" {
  scope                = azurerm_app_configuration.instance.id
  role_definition_name = "App Configuration Data Owner"
  principal_id         = data.azurerm_client_config.current.object_id
}

resource "azurerm_role_assignment" "aks_configuration" {
  scope                = azurerm_app_configuration.instance.id
  role_definition_name = "App Configuration Data Reader"
  principal_id         = azurerm_user_assigned_identity.aks.principal_id
  principal_type       = "ServicePrincipal"
}

# All keys with the shared label first, then the application's: the second wins.
resource "azurerm_app_configuration_key" "shared_colour" {
  configuration_store_id = azurerm_app_configuration.instance.id
  key                    = "Settings:Colour"
  label                  = "shared"
  value                  = "blue"
  depends_on             = [azurerm_role_assignment.deployer_configuration]
}

resource "azurerm_app_configuration_key" "application_colour" {
  configuration_store_id = azurerm_app_configuration.instance.id
  key                    = "Settings:Colour"
  label                  = "wi-api"
  value                  = "green"
  depends_on             = [azurerm_role_assignment.deployer_configuration]
}

resource "azurerm_app_configuration_key" "secret" {
  configuration_store_id = azurerm_app_configuration.instance.id
  key                    = "Settings:Secret"
  label                  = "wi-api"
  type                   = "vault"
  vault_key_reference    = azurerm_key_vault_secret.demo.versionless_id
  depends_on             = [azurerm_role_assignment.deployer_configuration]
}

resource "azurerm_storage_account" "instance" {
  name                     = "${local.short}st"
  location                 = azurerm_resource_group.instance.location
  resource_group_name      = azurerm_resource_group.instance.name
  account_tier             = "Standard"
  account_replication_type = "LRS"
  min_tls_version          = "TLS1_2"
  tags                     = local.tags
}

resource "azurerm_storage_container" "documents" {
  name                  = "documents"
  storage_account_name  = azurerm_storage_account.instance.name
  container_access_type = "private"
}

resource "azurerm_storage_queue" "jobs" {
  name                 = "jobs"
  storage_account_name = azurerm_storage_account.instance.name
}

# The program reads blobs and works a queue; it needs no more than this.
resource "azurerm_role_assignment" "aks_blob" {
  scope                = azurerm_storage_container.documents.resource_manager_id
  role_definition_name = "Storage Blob Data Reader"
  principal_id         = azurerm_user_assigned_identity.aks.principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_assignment" "aks_queue" {
  scope                = azurerm_storage_queue.jobs.resource_manager_id
  role_definition_name = "Storage Queue Data Contributor"
  principal_id         = azurerm_user_assigned_identity.aks.principal_id
  principal_type       = "ServicePrincipal"
}
