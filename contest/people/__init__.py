"""Accounts, their roles in each contest, invitations and sign-ins."""
