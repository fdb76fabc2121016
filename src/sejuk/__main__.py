"""`python -m sejuk`."""

from sejuk.cli.main import main

main()
