"""Running learned models: ONNX sessions and boosted trees."""
