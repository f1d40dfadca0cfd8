# save_and_load.py
import torch

from xor_tutorial import XOR

model = XOR()
torch.save(model.state_dict(), "xor.pt")

second = XOR()
weights = torch.load("xor.pt", weights_only=True)
second.load_state_dict(weights)
print("saved and loaded")
