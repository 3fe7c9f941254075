#!/bin/sh
# A pod's program with nothing but curl: a secret, a blob, a queue message and a key-value.
# Usage: sh read.sh VAULT STORE ACCOUNT
set -eu

vault=$1 store=$2 account=$3

# Send a request; where it is refused, say how on stderr and end.
ask() {
  if ! answer=$(curl --silent --show-error --fail-with-body "$@"); then
    printf '%s\n' "$answer" >&2
    exit 1
  fi
}

# Put an access token for a resource into $token: as DefaultAzureCredential, with what the environment has.
sign_in() {
  if [ -n "${AZURE_FEDERATED_TOKEN_FILE:-}" ]; then
    exchange "$1" --data client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer \
      --data-urlencode "client_assertion@$AZURE_FEDERATED_TOKEN_FILE"
  elif [ -n "${AZURE_CLIENT_SECRET:-}" ]; then
    exchange "$1" --data-urlencode "client_secret=$AZURE_CLIENT_SECRET"
  else
    ask --header "Metadata: true" --get --data api-version=2018-02-01 --data-urlencode "resource=$1" \
      http://169.254.169.254/metadata/identity/oauth2/token
  fi
  token=$(printf '%s' "$answer" | sed 's/.*"access_token":"\([^"]*\)".*/\1/')
}

exchange() {
  resource=$1
  shift
  ask "${AZURE_AUTHORITY_HOST%/}/$AZURE_TENANT_ID/oauth2/v2.0/token" --data grant_type=client_credentials \
    --data "client_id=$AZURE_CLIENT_ID" --data-urlencode "scope=$resource/.default" "$@"
}

# Ask with that token.
get() {
  ask --header "Authorization: Bearer $token" --header "x-ms-version: 2024-11-04" "$@"
}

# Print what a sed expression finds in the answer.
said() {
  printf '%s: %s\n' "$1" "$(printf '%s' "$answer" | sed -n "s/$2/\\1/p")"
}

sign_in https://vault.azure.net
get "https://$vault.vault.azure.net/secrets/my-secret?api-version=7.5"
said secret '.*"value":"\([^"]*\)".*'

sign_in https://storage.azure.com
get "https://$account.blob.core.windows.net/data/greeting.txt"
said blob '\(.*\)'

queue="https://$account.queue.core.windows.net/jobs/messages"
get "$queue"
said message '.*<MessageText>\(.*\)<\/MessageText>.*'
id=$(printf '%s' "$answer" | sed 's/.*<MessageId>\(.*\)<\/MessageId>.*/\1/')
receipt=$(printf '%s' "$answer" | sed 's/.*<PopReceipt>\(.*\)<\/PopReceipt>.*/\1/')
get --request DELETE --get --data-urlencode "popreceipt=$receipt" "$queue/$id"

sign_in https://azconfig.io
get "https://$store.azconfig.io/kv/app:color?label=dev&api-version=2023-11-01"
said setting '.*"value":"\([^"]*\)".*'
