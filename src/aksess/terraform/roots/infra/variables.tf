variable "model" {
  description = "Path of aksess.yaml, relative to this root."
  type        = string
  default     = "../aksess.yaml"
}

variable "secrets" {
  description = "Values of the Key Vault secrets that aksess.yaml names, by secret name. They reach the vault and never the state."
  type        = map(string)
  default     = {}
  sensitive   = true
  ephemeral   = true
}

variable "secrets_version" {
  description = "Raise it to write the values of `secrets` again: Terraform cannot see a write-only value change."
  type        = number
  default     = 1
}
