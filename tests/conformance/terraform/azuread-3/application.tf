resource "azuread_application" "this" {
  display_name = "cnf-pipeline"
  notes        = "round ${var.round}"
  owners       = [data.azuread_client_config.current.object_id]
}

resource "azuread_application_federated_identity_credential" "this" {
  application_id = azuread_application.this.id
  display_name   = "pipeline"
  description    = "round ${var.round}"
  audiences      = ["api://AzureADTokenExchange"]
  issuer         = "https://token.actions.githubusercontent.com"
  subject        = "repo:widemo/wi-api:environment:round-${var.round}"
}

resource "azuread_application_password" "this" {
  application_id = azuread_application.this.id
  display_name   = "pipeline"
}

resource "azuread_service_principal" "this" {
  client_id = azuread_application.this.client_id
  owners    = [data.azuread_client_config.current.object_id]
  notes     = "round ${var.round}"
}

resource "azuread_service_principal_password" "this" {
  service_principal_id = azuread_service_principal.this.id
  display_name         = "local"
}

data "azuread_service_principal" "this" {
  client_id = azuread_service_principal.this.client_id
}
