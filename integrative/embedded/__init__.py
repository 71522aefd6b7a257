"""PostgreSQL and Valkey for a machine that has none, and the commands behind `./clinic`.

This room imports nothing of ours, and the clinic's apps know nothing of it: they meet in
`DATABASE_URL` and `REDIS_URL`. It runs on Linux.
"""
