"""The normal form of terms, and the question it answers: is this term zero, does this relation hold?"""
