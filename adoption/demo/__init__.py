"""A believable site from shipped data: people, pets, applications in every state, visits, talks, follow-ups.

Everything goes through the services that real people's clicks go through; afterwards `times` moves it into the past.
The photos are our own drawings. Nothing here is part of the product at work.
"""
