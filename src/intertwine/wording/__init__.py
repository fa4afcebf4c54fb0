"""Every sentence that people read, English and Chinese side by side."""
