"""The only code of ours that is ever loaded beside student code.

Self-contained: it imports torch, safetensors and the standard library, and nothing of ours outside itself.
"""
