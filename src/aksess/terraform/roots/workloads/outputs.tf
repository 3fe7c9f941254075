output "service_accounts" {
  description = "Each service account and the client id that its annotation names."
  value       = { for name, each in local.accounts : name => local.infra.client_ids[each.identity] }
}
