locals {
  # `to` in aksess.yaml, as an ARM scope: no wider than what the workload named.
  scopes = merge(
    { resourceGroup = azurerm_resource_group.this.id, subscription = data.azurerm_subscription.current.id },
    { for name, each in azurerm_key_vault.this : "vault/${name}" => each.id },
    { for name, each in azurerm_key_vault_secret.this : "vault/${split("/", name)[0]}/secrets/${split("/", name)[1]}" => each.resource_versionless_id },
    { for name, each in azurerm_app_configuration.this : "configuration/${name}" => each.id },
    { for name, each in azurerm_storage_account.this : "storage/${name}" => each.id },
    { for name, each in azurerm_storage_container.this : "storage/${split("/", name)[0]}/containers/${split("/", name)[1]}" => each.id },
    { for name, each in azurerm_storage_queue.this : "storage/${split("/", name)[0]}/queues/${split("/", name)[1]}" => each.id },
  )

  grants = merge([
    for workload in local.workloads : merge([
      for access in try(workload.access, []) : {
        for role in flatten([access.as]) : "${try(workload.identity, workload.name)}/${access.to}/${role}" => {
          identity = try(workload.identity, workload.name)
          to       = access.to
          role     = role
        }
      } if can(access.as)
    ]...)
  ]...)
}

resource "azurerm_role_assignment" "workload" {
  for_each             = local.grants
  scope                = local.scopes[each.value.to]
  role_definition_name = each.value.role
  principal_id         = azurerm_user_assigned_identity.this[each.value.identity].principal_id
  # A new identity may not have reached the whole directory yet; with its type said, ARM does not look it up.
  principal_type = "ServicePrincipal"
}
