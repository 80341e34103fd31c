"""What whoever runs it needs: setting up, looking, health, trouble, backups, export."""
