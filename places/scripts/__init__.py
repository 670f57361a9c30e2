"""Names in scripts other than Latin: found by what those scripts have instead of capitals and English words around.

``letters`` cuts texts into words, ``language`` holds what a language's words say, ``cased``, ``uncased`` and
``unspaced`` each find candidates in one way of writing, ``judging`` weighs them, ``recognizer`` puts it together.
"""
