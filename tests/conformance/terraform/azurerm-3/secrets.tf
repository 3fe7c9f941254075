# needs: vaults
resource "azurerm_key_vault_secret" "plain" {
  name         = "plain"
  key_vault_id = azurerm_key_vault.inline.id
  value        = "round ${var.round}"
  content_type = "text/plain"
  tags         = local.tags
}

resource "azurerm_key_vault_key" "rsa" {
  name         = "rsa"
  key_vault_id = azurerm_key_vault.inline.id
  key_type     = "RSA"
  key_size     = 2048
  key_opts     = ["decrypt", "encrypt", "sign", "unwrapKey", "verify", "wrapKey"]
  tags         = local.tags
}

resource "azurerm_key_vault_key" "ec" {
  name         = "ec"
  key_vault_id = azurerm_key_vault.inline.id
  key_type     = "EC"
  curve        = "P-256"
  key_opts     = ["sign", "verify"]
}

resource "azurerm_key_vault_certificate" "self" {
  name         = "self"
  key_vault_id = azurerm_key_vault.inline.id
  tags         = local.tags

  certificate_policy {
    issuer_parameters {
      name = "Self"
    }
    key_properties {
      exportable = true
      key_size   = 2048
      key_type   = "RSA"
      reuse_key  = true
    }
    lifetime_action {
      action {
        action_type = "AutoRenew"
      }
      trigger {
        days_before_expiry = 30
      }
    }
    secret_properties {
      content_type = "application/x-pkcs12"
    }
    x509_certificate_properties {
      extended_key_usage = ["1.3.6.1.5.5.7.3.1"]
      key_usage          = ["digitalSignature", "keyEncipherment"]
      subject            = "CN=widemo.test"
      validity_in_months = 12

      subject_alternative_names {
        dns_names = ["widemo.test"]
      }
    }
  }
}

data "azurerm_key_vault_secret" "plain" {
  name         = azurerm_key_vault_secret.plain.name
  key_vault_id = azurerm_key_vault.inline.id
}
