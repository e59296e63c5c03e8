"""高价值发明专利: which of the five classes an invention in force belongs to, and on what evidence (law.md §1).

① strategic emerging industry by the concordance in use (命中, or a 待核 that a person confirmed) ② a family member abroad
③ kept up for more than ten years ④ a higher pledge amount ⑤ a national science award or a China patent award.
A patent is counted once, whatever the number of its classes. `classes` is the one expression of all five.
"""
