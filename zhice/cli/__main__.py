from zhice.cli.main import main

main()
