# save.py
import torch

from xor_tutorial.recordings import load

model = load().model(10_000)
torch.save(model.state_dict(), "xor.pt")
print("saved")
