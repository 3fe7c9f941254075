# A vault that nobody can reach has nothing to wait for; one with purge protection stays in the bin.
resource "azurerm_key_vault" "private" {
  name                            = "kvprivate${local.suffix}"
  resource_group_name             = azurerm_resource_group.this.name
  location                        = azurerm_resource_group.this.location
  tenant_id                       = data.azurerm_client_config.current.tenant_id
  sku_name                        = "premium"
  enable_rbac_authorization       = true
  public_network_access_enabled   = false
  soft_delete_retention_days      = 7
  enabled_for_deployment          = var.round > 1
  enabled_for_disk_encryption     = true
  enabled_for_template_deployment = true
  tags                            = local.tags
}

resource "azurerm_key_vault" "more" {
  name                      = "kvmore${local.suffix}"
  resource_group_name       = azurerm_resource_group.this.name
  location                  = azurerm_resource_group.this.location
  tenant_id                 = data.azurerm_client_config.current.tenant_id
  sku_name                  = "standard"
  enable_rbac_authorization = true
}

resource "azurerm_role_assignment" "more" {
  scope                = azurerm_key_vault.more.id
  role_definition_name = "Key Vault Administrator"
  principal_id         = data.azurerm_client_config.current.object_id
}

resource "azurerm_key_vault_secret" "dated" {
  name            = "dated"
  key_vault_id    = azurerm_key_vault.more.id
  value           = "line one\nline two \"quoted\" ${var.round}"
  content_type    = "application/json"
  not_before_date = "2020-01-01T00:00:00Z"
  expiration_date = var.round > 1 ? "2051-01-01T00:00:00Z" : "2050-01-01T00:00:00Z"
  depends_on      = [azurerm_role_assignment.more]
}

resource "azurerm_key_vault_key" "rotated" {
  name            = "rotated"
  key_vault_id    = azurerm_key_vault.more.id
  key_type        = "RSA"
  key_size        = 3072
  key_opts        = var.round > 1 ? ["decrypt", "encrypt", "sign", "verify"] : ["decrypt", "encrypt"]
  expiration_date = "2050-01-01T00:00:00Z"

  rotation_policy {
    automatic {
      time_before_expiry = "P30D"
    }
    expire_after         = "P90D"
    notify_before_expiry = "P29D"
  }
  depends_on = [azurerm_role_assignment.more]
}

resource "azurerm_key_vault_key" "p521" {
  name         = "p521"
  key_vault_id = azurerm_key_vault.more.id
  key_type     = "EC"
  curve        = "P-521"
  key_opts     = ["sign", "verify"]
  depends_on   = [azurerm_role_assignment.more]
}

resource "azurerm_key_vault_certificate" "elliptic" {
  name         = "elliptic"
  key_vault_id = azurerm_key_vault.more.id

  certificate_policy {
    issuer_parameters {
      name = "Self"
    }
    key_properties {
      curve      = "P-256"
      exportable = true
      key_type   = "EC"
      reuse_key  = false
    }
    secret_properties {
      content_type = "application/x-pem-file"
    }
    x509_certificate_properties {
      key_usage          = ["digitalSignature"]
      subject            = "CN=elliptic.test"
      validity_in_months = 6
    }
  }
  depends_on = [azurerm_role_assignment.more]
}

data "azurerm_key_vault_key" "rotated" {
  name         = azurerm_key_vault_key.rotated.name
  key_vault_id = azurerm_key_vault.more.id
}

data "azurerm_key_vault_certificate" "elliptic" {
  name         = azurerm_key_vault_certificate.elliptic.name
  key_vault_id = azurerm_key_vault.more.id
}

data "azurerm_key_vault_secrets" "more" {
  key_vault_id = azurerm_key_vault.more.id
  depends_on   = [azurerm_key_vault_secret.dated]
}

data "azurerm_key_vault_access_policy" "contributor" {
  name = "Key Management"
}
