resource "azuread_group" "this" {
  display_name     = "cnf-subscription-owners"
  description      = "round ${var.round}"
  security_enabled = true
  owners           = [data.azuread_client_config.current.object_id]
}

resource "azuread_group_member" "operator" {
  group_object_id  = azuread_group.this.object_id
  member_object_id = data.azuread_client_config.current.object_id
}

data "azuread_group" "this" {
  display_name     = azuread_group.this.display_name
  security_enabled = true
}
