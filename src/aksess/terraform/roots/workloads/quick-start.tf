locals {
  # The first workload that may read a secret of a vault, and that secret: the one its grant names, else the vault's first.
  readers = flatten([
    for workload in try(local.model.workloads, []) : [
      for access in try(workload.access, []) : [
        for vault in try(local.model.vaults, []) : {
          account = try(workload.serviceAccounts[0], workload.serviceAccount)
          vault   = vault.name
          secret  = try(split("/", access.to)[3], vault.secrets[0].name, vault.secrets[0])
        } if length(try(vault.secrets, [])) > 0 && split("/", access.to)[1] == vault.name
      ] if startswith(access.to, "vault/")
    ]
  ])
  reader = var.quick_start && length(local.readers) > 0 ? [local.readers[0]] : []
}

# For a first look only: `kubectl logs quick-start -f` shows the secret.
resource "kubernetes_pod_v1" "quick_start" {
  count = length(local.reader)

  metadata {
    name      = "quick-start"
    namespace = split("/", local.reader[count.index].account)[0]
    labels    = { "azure.workload.identity/use" = "true" }
  }

  spec {
    service_account_name            = split("/", local.reader[count.index].account)[1]
    automount_service_account_token = false
    restart_policy                  = "Always"

    security_context {
      run_as_non_root = true
      run_as_user     = 65532
      seccomp_profile {
        type = "RuntimeDefault"
      }
    }

    container {
      name  = "quick-start"
      image = var.quick_start_image

      env {
        name  = "KEYVAULT_URL"
        value = local.infra.vault_uris[local.reader[count.index].vault]
      }
      env {
        name  = "SECRET_NAME"
        value = local.reader[count.index].secret
      }

      resources {
        requests = { cpu = "50m", memory = "64Mi" }
        limits   = { memory = "128Mi" }
      }

      security_context {
        allow_privilege_escalation = false
        read_only_root_filesystem  = true
        capabilities {
          drop = ["ALL"]
        }
      }
    }
  }

  # The webhook adds variables and a volume to the pod as it is created; without this, every plan would replace it.
  lifecycle {
    ignore_changes = all
  }

  depends_on = [kubernetes_service_account_v1.this, helm_release.webhook]
}
