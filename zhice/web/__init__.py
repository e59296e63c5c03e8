"""The doors and the look: who may enter (doors), how a page looks, and how a register is shown (register)."""
